"""The usual approach: a service in Python that is called with JSON over gRPC.

The server is a process of its own behind a Unix socket in a private folder; generic handlers take the place of
generated ones, so that no protoc is needed. It ends with its standard input, which is a pipe from the client; the
client ends with its own, a pipe from the bench. Both are the official Python package. What is measured is what a
caller sees, writing and reading JSON included.
"""

import array
import base64
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time
from concurrent import futures

import grpc

from timed import serve, timed

ITEMS = 1_000_000  # of 8 bytes each
UNLIMITED = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
FLOATS = [index * 0.5 for index in range(ITEMS)]
ARRAY = array.array("d", FLOATS)


def written(value):
    return json.dumps(value).encode()


def packed(numbers):
    """An array as JSON can hold it without writing out its numbers."""
    return base64.b64encode(numbers).decode()


def unpacked(text):
    numbers = array.array("d")
    numbers.frombytes(base64.b64decode(text))
    return numbers


METHODS = {
    "sqrt": math.sqrt,
    "length": len,
    "floats": lambda: FLOATS,
    "array_length": lambda text: len(unpacked(text)),
    "array": lambda: packed(ARRAY),
}


def answer(request, context):
    request = json.loads(request)
    return written({"result": METHODS[request["method"]](*request["args"])})


def stream(request, context):
    for index in range(json.loads(request)["count"]):
        yield written({"item": index % 100})


class Handlers(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method == "/snakebridge.Bench/Call":
            return grpc.unary_unary_rpc_method_handler(answer)
        if details.method == "/snakebridge.Bench/Stream":
            return grpc.unary_stream_rpc_method_handler(stream)
        return None


def be_the_server(socket):
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=[Handlers()], options=UNLIMITED)
    server.add_insecure_port(socket)
    server.start()
    print("ready", flush=True)
    sys.stdin.read()
    server.stop(None).wait()


class Client:
    def __init__(self, channel):
        self.unary = channel.unary_unary("/snakebridge.Bench/Call")
        self.streaming = channel.unary_stream("/snakebridge.Bench/Stream")

    def call(self, method, *args):
        return json.loads(self.unary(written({"method": method, "args": args})))["result"]

    def at_once(self, count):
        request = written({"method": "sqrt", "args": [16.0]})
        start = time.perf_counter_ns()
        calls = [self.unary.future(request) for _ in range(count)]
        results = [json.loads(call.result())["result"] for call in calls]
        took = time.perf_counter_ns() - start
        assert results == [4.0] * count
        return took

    def stream(self, count):
        start = time.perf_counter_ns()
        items = [json.loads(item)["item"] for item in self.streaming(written({"count": count}))]
        took = time.perf_counter_ns() - start
        assert len(items) == count
        return took

    def exercises(self):
        return {
            "call": timed(lambda: self.call("sqrt", 16.0)),
            "calls-at-once": self.at_once,
            "list-to": timed(lambda: self.call("length", FLOATS)),
            "list-from": timed(lambda: self.call("floats")),
            "array-to": timed(lambda: self.call("array_length", packed(ARRAY))),
            "array-from": timed(lambda: unpacked(self.call("array"))),
            "stream": self.stream,
        }


def be_the_client():
    with tempfile.TemporaryDirectory() as folder:
        socket = f"unix:{pathlib.Path(folder, 'server')}"
        command = [sys.executable, __file__, socket]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            assert server.stdout.readline() == b"ready\n", "the server did not start"
            with grpc.insecure_channel(socket, options=UNLIMITED) as channel:
                serve(Client(channel).exercises())
            server.stdin.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        be_the_server(*sys.argv[1:])
    else:
        be_the_client()
