only_here::from_expression()
