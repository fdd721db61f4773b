"""Asks LiteRT's reference kernels for a model's answers, in a process of its own.

Some models that no converter would write make LiteRT abort instead of refusing them; the
process is then started anew and the model counts as refused.
"""

import multiprocessing
import os

SECONDS_TO_ANSWER = 60


class Refused(Exception):
    """LiteRT does not run this model; says why."""


def _answer(content, values):
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_content=content,
        num_threads=1,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF,
        experimental_preserve_all_tensors=True,
    )
    details = interpreter.get_input_details()
    for detail, value in zip(details, values):
        if list(detail["shape"]) != list(value.shape):
            interpreter.resize_tensor_input(detail["index"], value.shape)
    interpreter.allocate_tensors()
    for detail, value in zip(details, values):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()
    outputs = [
        interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()
    ]
    shapes = {
        detail["index"]: list(detail["shape"])
        for detail in interpreter.get_tensor_details()
    }
    return outputs, shapes


def _serve(pipe):
    # LiteRT explains a refusal on standard error as well, which the exception already holds.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        content, values = pipe.recv()
        try:
            pipe.send((_answer(content, values), None))
        except Exception as error:
            pipe.send((None, str(error).strip().split("\n")[-1] or repr(error)))


class LiteRT:
    """The judge; use it in a `with` statement."""

    def __enter__(self):
        self._start()
        return self

    def __exit__(self, *_):
        self._stop()

    def _start(self):
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def _stop(self):
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def answer(self, content, values):
        """The model's outputs, and the shapes of all its tensors by index."""
        try:
            self._pipe.send((content, values))
            if not self._pipe.poll(SECONDS_TO_ANSWER):
                raise EOFError
            answers, reason = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._stop()
            self._start()
            raise Refused("LiteRT aborted") from None
        if answers is None:
            raise Refused(reason)
        return answers
