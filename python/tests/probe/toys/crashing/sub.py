from crashing import crash

crash()
x = 1
