"""qiwen doctor: is everything in place, and if not, what to do."""

import sys

import click


@click.command(name="doctor")
def command() -> None:
    """Check settings, clock, content, database and the webhook; say how to mend what is wrong. Exit 1 if anything is.

    \b
    Example: qiwen doctor
    """
    from qiwen.doctor import examine

    findings = list(examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'BAD '} {finding.what}")
        if finding.remedy:
            click.echo(f"     → {finding.remedy}")
    sys.exit(0 if all(finding.well for finding in findings) else 1)
