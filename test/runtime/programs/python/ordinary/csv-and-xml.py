# Tables as csv, trees as XML, pages as HTML.
# expect-stdout: [{'name': 'a, b', 'n': '1'}]
# expect-stdout: ['x', 'y'] <r><i>x</i><i k="1">y</i></r>
# expect-stdout: ['h1', 'p']
import csv
import io
import xml.etree.ElementTree as tree
from html.parser import HTMLParser

print([dict(row) for row in csv.DictReader(io.StringIO('name,n\n"a, b",1\n'))])
root = tree.fromstring('<r><i>x</i><i k="1">y</i></r>')
print([item.text for item in root], tree.tostring(root).decode())


class Tags(HTMLParser):
    seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)


Tags().feed("<h1>a</h1><p>b")
print(Tags.seen)
