async def ticks():
    for tick in range(3):
        yield tick


async def events(limit=10):
    for number in range(limit):
        yield str(number)
