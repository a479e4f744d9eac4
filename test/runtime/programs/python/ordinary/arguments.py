# Arguments arrive as they were given, and the module is the main one.
# args: --name=a two
# expect-stdout: ['--name=a', 'two']
# expect-stdout: a
# expect-stdout: __main__
import argparse
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--name")
parser.add_argument("rest", nargs="*")
print(sys.argv[1:])
print(parser.parse_args().name)
print(__name__)
