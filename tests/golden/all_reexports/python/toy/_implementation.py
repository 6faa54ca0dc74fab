def hidden_home(value):
    pass
