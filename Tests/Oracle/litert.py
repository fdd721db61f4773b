"""Asks LiteRT's reference kernels for a model's answers, in a process of its own.

The reference resolver does not register every operator; for those it lacks, LiteRT's built-in
kernels answer without any delegate, which for these operators are the only ones there are.
Some models that no converter would write make LiteRT abort instead of refusing them; the
process is then started anew and the model counts as refused.
"""

import multiprocessing
import os
import re

SECONDS_TO_ANSWER = 60


class Refused(Exception):
    """LiteRT does not run this model; says why."""


def _interpreter(content):
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    kinds = {
        "reference": OpResolverType.BUILTIN_REF,
        "built-in": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    }
    for kernels, kind in kinds.items():
        try:
            return kernels, Interpreter(
                model_content=content,
                num_threads=1,
                experimental_op_resolver_type=kind,
                experimental_preserve_all_tensors=True,
            )
        except ValueError as error:
            if kernels == "built-in" or "Didn't find op" not in str(error):
                raise
    raise AssertionError("the last kind returns or raises")


def _answer(content, values):
    kernels, interpreter = _interpreter(content)
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
    return outputs, shapes, kernels


def _serve(pipe):
    # LiteRT explains a refusal on standard error as well, which the exception already holds.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        content, values = pipe.recv()
        try:
            pipe.send((_answer(content, values), None))
        except Exception as error:
            # Numbers that differ from case to case would keep equal reasons apart.
            reason = " ".join(str(error).split()) or repr(error)
            pipe.send((None, re.sub(r"\d{4,}", "N", reason)))


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
        """The model's outputs, the shapes of all its tensors, and whose kernels answered."""
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
