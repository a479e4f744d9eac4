# jinja2 renders a page, where it is installed.
# needs: jinja2
# expect-stdout: Hello Ada! 1 2 3
from jinja2 import Template

print(Template("Hello {{ name }}! {% for n in [1, 2, 3] %}{{ n }}{{ ' ' if not loop.last }}{% endfor %}").render(name="Ada"))
