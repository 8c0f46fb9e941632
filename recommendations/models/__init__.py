"""The nouns; a file each."""

from recommendations.models.action import (
    Action,
    ActionContributor,
    ActionRecommendation,
    Evidence,
    ProgressUpdate,
)
from recommendations.models.date_change import DateChange
from recommendations.models.recommendation import (
    Contributor,
    Recommendation,
    RecommendationFinding,
    RecommendationLink,
    RecommendationPoint,
)
from recommendations.models.referral import Referral
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
    "Theme",
    "Threshold",
]
