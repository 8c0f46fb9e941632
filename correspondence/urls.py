from django.urls import path

from correspondence.views import escalation, forward, handover, letter, mail, question

urlpatterns = [
    path("forward/", forward.recommendation_forward, name="recommendation_forward"),
    path("letters/", letter.letter_list, name="letter_list"),
    path("letters/templates/<slug:kind>/", letter.letter_template, name="letter_template"),
    path(
        "letters/templates/<slug:kind>/word/",
        letter.letter_template_word,
        name="letter_template_word",
    ),
    path("governance/escalations/", escalation.escalation_list, name="escalation_list"),
    path("governance/escalations/new/", escalation.escalation_new, name="escalation_new"),
    path(
        "governance/escalations/<int:pk>/", escalation.escalation_detail, name="escalation_detail"
    ),
    path("letters/<int:pk>/", letter.letter_detail, name="letter_detail"),
    path("letters/<int:pk>/word/", letter.letter_word, name="letter_word"),
    path("letters/<int:pk>/change/", letter.letter_change, name="letter_change"),
    path("letters/<int:pk>/send/", letter.letter_send, name="letter_send"),
    path("letters/<int:pk>/discard/", letter.letter_discard, name="letter_discard"),
    path("handover/", handover.handover, name="handover"),
    path("bodies/<slug:slug>/replace/", handover.body_replace, name="body_replace"),
    path("questions/", question.question_list, name="question_list"),
    path("questions/<int:pk>/", question.question_detail, name="question_detail"),
    path("recommendations/<str:ref>/ask/", question.question_new, name="question_new"),
    path("outbox/", mail.mail_list, name="mail_list"),
    path("outbox/<int:pk>/", mail.mail_detail, name="mail_detail"),
]
