"""How templates become Python: as Jinja does it, but that a page has hundreds of pieces, and each of them is to cost little.

https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment.code_generator_class
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

_Part = Callable[[Context], Iterator[str]]
SAME = frozenset(("icon", "static", "url", "verdict"))  # functions of ours that answer the same for the same words, always
PLAIN = SAME | {"differ", "paint_lines", "reasons"}  # those that need nothing of what Jinja hands to a function


def written(value: Any) -> str:
    """A value as a template writes it: `escape` would make a Markup of each, for what is joined with others in the next moment.

    What is safe already stays the object that it is; a plain text is escaped by what `escape` itself calls.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind in _SAFE else escape(value)


_SAFE = frozenset((SafeString, Markup))


class Whole(Template):
    """A template that gives its text in one piece: by itself, each piece would go through every template around it."""

    @classmethod
    def from_code(cls, *arguments: Any, **more: Any) -> Whole:
        """What the compiler made, as a template."""
        made = super().from_code(*arguments, **more)
        assert isinstance(made, cls)
        made.root_render_func = _whole(made.root_render_func)  # not its blocks: `super()` looks them up by what they are
        return made


def _whole(part: _Part) -> _Part:
    def whole(context: Context) -> Iterator[str]:
        yield "".join(part(context))

    return whole


class Compiler(CodeGenerator):
    """Jinja's, with a shorter way for what pages do most."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """`{{ icon("copy") }}`, whose words stand in the template, is worked out once, when the template is compiled."""
        if isinstance(node, nodes.Call) and _named(node, SAME):
            function: Any = self.environment.globals[_named(node, SAME)]
            return str(escape(function(*(argument.as_const(frame.eval_ctx) for argument in node.args))))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """`environment.written(` for `escape(`."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A function that wants nothing of Jinja's is called as Python would."""
        if not _named(node, PLAIN):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _named(call: nodes.Call, names: frozenset[str]) -> str:
    """Which of these it calls, by position alone; "" for any other call."""
    called_plainly = not (call.kwargs or call.dyn_args or call.dyn_kwargs)
    return call.node.name if called_plainly and isinstance(call.node, nodes.Name) and call.node.name in names else ""
