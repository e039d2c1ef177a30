from django import template

from portal.kept import kept

register = template.Library()


class KeepNode(template.Node):
    def __init__(self, names, nodelist):
        self.names, self.nodelist = names, nodelist

    def render(self, context):
        if "request" not in context:
            return self.nodelist.render(context)
        name = ("html", *(name.resolve(context) for name in self.names))
        return kept(context["request"], name, lambda: self.nodelist.render(context))


@register.tag
def keep(parser, token):
    """A part of a page that is rendered once for each language and then kept until the content changes:
    `{% keep "row" core_activity.pk %}…{% endkeep %}`. The names must tell all that it depends on; see `kept`."""
    names = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    nodelist = parser.parse(["endkeep"])
    parser.delete_first_token()
    return KeepNode(names, nodelist)
