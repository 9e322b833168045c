"""The learner's set-up for an account of their own, one file a form: AWS CLI commands, Terraform, CloudFormation."""

from playground.walkthrough.take_home.aws_cli import AWS_CLI
from playground.walkthrough.take_home.cloudformation import CLOUDFORMATION
from playground.walkthrough.take_home.form import Form
from playground.walkthrough.take_home.terraform import TERRAFORM

FORMS: tuple[Form, ...] = (AWS_CLI, TERRAFORM, CLOUDFORMATION)
BY_SLUG = {form.slug: form for form in FORMS}
