"""The nouns; a file each."""

from recommendations.models.action import Action, ActionContributor, ActionRecommendation
from recommendations.models.date_change import DateChange
from recommendations.models.draft import UpdateDraft
from recommendations.models.progress import Evidence, ProgressUpdate
from recommendations.models.provenance import (
    Contributor,
    RecommendationFinding,
    RecommendationLink,
    RecommendationPoint,
)
from recommendations.models.recommendation import Recommendation
from recommendations.models.referral import Referral
from recommendations.models.resolution import Resolution
from recommendations.models.vocabulary import ClockRule, Theme, Threshold

__all__ = [
    "Action",
    "ActionContributor",
    "ActionRecommendation",
    "ClockRule",
    "Contributor",
    "DateChange",
    "Evidence",
    "ProgressUpdate",
    "Recommendation",
    "RecommendationFinding",
    "RecommendationLink",
    "RecommendationPoint",
    "Referral",
    "Resolution",
    "Theme",
    "Threshold",
    "UpdateDraft",
]
