"""Plans + theme -> output files. A page that fails is missing, the rest builds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import jinja2

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.memory import SiteMemory
from kimgen.model import OutputFile
from kimgen.plan import CopyPlan, FilePlan, PagePlan, Plan
from kimgen.templating import ThemeEnvironment
from kimgen.theme import Theme, minify_css
from kimgen.theme_environment import environment
from kimgen.translate import words_of


class RenderError(Exception):
    """A template without which a whole site cannot be; carries the finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


@lru_cache(maxsize=16)
def cached_environment(theme: Theme, lang: str) -> ThemeEnvironment:
    """The environment of `theme` in language `lang`; one for each worker."""
    return environment(theme, words_of(lang))


class Rendering:
    """Renders plans one after another."""

    def __init__(self, theme: Theme, lang: str, memory: SiteMemory | None = None) -> None:
        self.found: list[Diagnostic] = []
        """What the plans so far gave. A template that fails costs its page and gives a finding
        that names the theme, the template and its line."""
        self._theme = theme
        self._lang = lang
        self._memory = memory
        self._seen: set[object] = set()
        self._env = cached_environment(theme, lang)  # once: looking it up hashes the whole theme
        self._env.forget()

    def __call__(self, plan: Plan) -> OutputFile | None:
        """The file of `plan`; None for a page that could not be rendered."""
        if isinstance(plan, FilePlan):
            return OutputFile(plan.path, plan.content)
        if isinstance(plan, CopyPlan):
            return OutputFile(plan.path, source=plan.origin)
        if self._memory and (known := self._memory.page(plan, self._theme, self._lang)):
            return known
        try:
            file = OutputFile(plan.path, render_page(plan, self._env).encode())
        except MemoryError:  # is nobody's mistake in a template
            raise
        except Exception as error:  # a template may raise anything
            finding = template_problem(error, plan, self._theme)
            if sameness(finding) not in self._seen:  # one broken line, one message
                self._seen.add(sameness(finding))
                self.found.append(finding)
            return None
        if self._memory:
            self._memory.keep_page(plan, self._theme, self._lang, file)
        return file

    def taken(self) -> tuple[Diagnostic, ...]:
        """What was found since this was asked last."""
        found = tuple(self.found)
        self.found.clear()
        return found

    def renew(self) -> None:
        """Say again what was said before."""
        self._seen.clear()


def sameness(finding: Diagnostic) -> object:
    """What two pages have in common that fail at the same line for the same reason."""
    return str(finding.location), dict(finding.params)["detail"]


def render(
    plans: Iterable[Plan], theme: Theme, lang: str, memory: SiteMemory | None = None
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Every file that comes of `plans`, and what was found on the way."""
    rendering = Rendering(theme, lang, memory)
    files = tuple([file for plan in plans if (file := rendering(plan))])
    return files, tuple(rendering.found)


_UNTIDY = re.compile(r"\n(?<=[ \t\n]\n)")
"""The end of a line that is to go, or to be cut. It begins with one plain character, which is
looked for much faster than a choice of two."""


def render_page(plan: PagePlan, env: ThemeEnvironment) -> str:
    """HTML text of one page; raises what the template raises."""
    template = env.get_template(plan.template)
    return tidy(template.render(site=plan.site, page=plan.page))


def tidy(text: str) -> str:
    """Drop the blank lines and trailing spaces that template tags leave behind.

    Preformatted text keeps its lines: a `<pre>` is left as it is.
    """
    if not _UNTIDY.search(text):  # most pages are as they should be
        return text if text.endswith("\n") else text + "\n"
    if "<pre" not in text:
        if " \n" in text or "\t\n" in text:
            text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
        while "\n\n" in text:
            text = text.replace("\n\n", "\n")
        return text.strip("\n").rstrip(" \t") + "\n"
    lines = text.split("\n")
    kept_lines: list[str] = []
    inside = False
    for line in lines:
        inside_next = line.rfind("<pre") > line.rfind("</pre>") or (inside and "</pre>" not in line)
        if inside or inside_next:
            kept_lines.append(line)
        elif kept := line.rstrip(" \t"):
            kept_lines.append(kept)
        inside = inside_next
    return "\n".join(kept_lines) + "\n"


def template_problem(error: Exception, plan: PagePlan, theme: Theme) -> Diagnostic:
    """The finding for a page that could not be rendered."""
    sources = {f"{t.name}/{name}": text for t in theme.chain for name, text in t.templates}
    name, line = _template_line(error, sources, f"{theme.name}/{plan.template}")
    owner, _, template = name.partition("/")
    lines = sources.get(name, "").split("\n")
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    where = Location(f"themes/{owner}/templates/{template}", line)
    detail = f"{type(error).__name__}: {error}"
    return problem("template-error", where, excerpt, page=plan.path, detail=detail)


def _template_line(error: Exception, sources: dict[str, str], fallback: str) -> tuple[str, int]:
    """`theme/template` and the line in which `error` arose."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or fallback, error.lineno
    name, line = fallback, 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename in sources:
            name, line = filename, trace.tb_lineno
        trace = trace.tb_next
    return name, line


def render_style(name: str, site: object, theme: Theme, lang: str) -> bytes:
    """The one style sheet of a site, minified. Raises `RenderError`."""
    try:
        template = cached_environment(theme, lang).get_template(name)
        return minify_css(template.render(site=site)).encode()
    except MemoryError:
        raise
    except Exception as error:  # a template may raise anything
        plan = PagePlan("aset/style.css", name, site, None)
        raise RenderError(template_problem(error, plan, theme)) from error
