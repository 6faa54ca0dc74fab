[
  inputs: ["{mix,.formatter}.exs", "{config,lib,test,bench,corpus}/**/*.{ex,exs}"],
  line_length: 110,
  locals_without_parens: [with_python: 2],
  export: [locals_without_parens: [with_python: 2]]
]
