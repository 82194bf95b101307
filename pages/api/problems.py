"""API errors as in RFC 9457: application/problem+json, in readable sentences."""

from http import HTTPStatus

from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM = "application/problem+json"
WORDS = {
    404: "There is no such thing here, or readers may not see it.",
    405: "This API is only for reading: use GET.",
}


class Problem(serializers.Serializer):
    """Why a request failed (RFC 9457)."""

    type = serializers.CharField(help_text="Always `about:blank`: the status says what kind of problem it is.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What is wrong, in a sentence.")
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="By parameter, what is wrong with it.",
    )


def as_problem(error: Exception, context: dict) -> Response | None:
    """The exception handler of every view. None leaves the error to Django."""
    response = exception_handler(error, context)
    if response is None:
        return None
    status = response.status_code
    detail = WORDS.get(status) or (str(error.detail) if isinstance(error, exceptions.APIException) else "")
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if isinstance(error, exceptions.ValidationError):
        problem["errors"] = {name: [str(each) for each in messages] for name, messages in response.data.items()}
        problem["detail"] = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in problem["errors"].items())
    if status == 404 and context["request"].query_params.get("after"):
        problem["detail"] = "There is no such page: take the address in “next” as it is."
    response.data = problem
    response.content_type = PROBLEM
    return response
