from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from audit.editing import in_one_transaction, to_change
from audit.refusal import NotAllowed
from motions import workflow
from motions.forms import ClassifyForm
from motions.models import MotionPoint


@permission_required("motions.classify_point", raise_exception=True)
@in_one_transaction
def point_classify(request, ref, number):
    points = MotionPoint.objects.select_related("motion")
    point = to_change(request, points, motion__ref=ref, number=number)
    form = ClassifyForm(request.POST or None, thing=point)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("answer", "note", "source")}
        try:
            with form.recording():
                workflow.classify(point, **words, by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Point {number} is classified.")
            return redirect(point)
    return render(request, "motions/point_classify.html", {"point": point, "form": form})
