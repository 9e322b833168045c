"""The syntaxes in which the call of step 3 is shown and read, one file each."""

from playground.walkthrough.syntax import Syntax
from playground.walkthrough.syntaxes import aws_cli, boto3, cli_input_json, curl, javascript, paws, raw_http

SYNTAXES: tuple[Syntax, ...] = (
    aws_cli.SYNTAX,
    cli_input_json.SYNTAX,
    boto3.SYNTAX,
    paws.SYNTAX,
    javascript.SYNTAX,
    curl.SYNTAX,
    raw_http.SYNTAX,
)
