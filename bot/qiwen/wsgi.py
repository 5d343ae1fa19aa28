"""The WSGI door: `granian --interface wsgi qiwen.wsgi:app`, or any other WSGI server."""

from qiwen.bootstrap import make_app
from qiwen.settings import read

app = make_app(read())
