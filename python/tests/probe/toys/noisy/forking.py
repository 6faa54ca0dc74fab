import os

if os.fork() == 0:
    pass
else:
    os.wait()
value = 2
