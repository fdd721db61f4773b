"""Asks LiteRT for a model's answers, in processes of their own.

Some models that no converter would write make LiteRT abort instead of refusing them, and some
kernels return without having written all of their output. So each model is answered twice, by
processes whose fresh memory is filled with unlike bytes: an answer counts when both agree, and a
process that aborts is started anew.
"""

import multiprocessing
import os
import re

SECONDS_TO_ANSWER = 60
# Two values of glibc's MALLOC_PERTURB_, of which neither leaves memory zero.
FILLINGS = ("85", "170")
REFERENCE, BUILT_IN = "reference", "built-in"


class Refused(Exception):
    """LiteRT does not run this model; says why."""


def _interpreter(content, kernels):
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    kinds = {
        REFERENCE: OpResolverType.BUILTIN_REF,
        BUILT_IN: OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    }
    return Interpreter(
        model_content=content,
        num_threads=1,
        experimental_op_resolver_type=kinds[kernels],
        experimental_preserve_all_tensors=True,
    )


def _answer(content, values, kernels):
    interpreter = _interpreter(content, kernels)
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
    shapes = {detail["index"]: list(detail["shape"]) for detail in interpreter.get_tensor_details()}
    return outputs, shapes


def _serve(pipe):
    # LiteRT explains a refusal on standard error as well, which the exception already holds.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        request = pipe.recv()
        try:
            pipe.send((_answer(*request), None))
        except Exception as error:
            # Numbers that differ from case to case would keep equal reasons apart.
            reason = " ".join(str(error).split()) or repr(error)
            pipe.send((None, re.sub(r"\d{4,}", "N", reason)))


class _Process:
    """One interpreter's process; fresh memory in it has bytes made from `filling`."""

    def __init__(self, filling):
        self.filling = filling
        self.start()

    def start(self):
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        before = os.environ.get("MALLOC_PERTURB_")
        os.environ["MALLOC_PERTURB_"] = self.filling
        try:
            self.process.start()
        finally:
            del os.environ["MALLOC_PERTURB_"]
            if before is not None:
                os.environ["MALLOC_PERTURB_"] = before
        theirs.close()

    def stop(self):
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def ask(self, *request):
        try:
            self.pipe.send(request)
            if not self.pipe.poll(SECONDS_TO_ANSWER):
                raise EOFError
            answers, reason = self.pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.stop()
            self.start()
            raise Refused("LiteRT aborted") from None
        if answers is None:
            raise Refused(reason)
        return answers


class LiteRT:
    """The judge; use it in a `with` statement."""

    def __enter__(self):
        self._processes = [_Process(filling) for filling in FILLINGS]
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.stop()

    def answer(self, content, values, kernels=REFERENCE):
        """The model's outputs, and the shapes of all its tensors by index."""
        (outputs, shapes), (others, _) = [
            process.ask(content, values, kernels) for process in self._processes
        ]
        for output, other in zip(outputs, others):
            if output.shape != other.shape or output.tobytes() != other.tobytes():
                raise Refused("the output depends on memory that no kernel has written")
        return outputs, shapes
