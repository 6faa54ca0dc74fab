import asyncio


async def fetch(url, retries=3):
    return f"{url}{retries}".encode()


def later():
    future = asyncio.get_running_loop().create_future()
    future.set_result(3)
    return future


async def eventually(seconds=1.0):
    return f"{seconds}"


def task():
    return None
