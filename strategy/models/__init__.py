from strategy.models.activity_log import Status, StatusChange
from strategy.models.activity_rows import ActivityContact, ActivityImage, ActivityLink, ActivityMilestone, KeyFigure
from strategy.models.core_activities import CoreActivity
from strategy.models.milestones import Milestone
from strategy.models.record import (
    Basis,
    CouncilDecision,
    Message,
    ProgressReport,
    RelatedPlan,
    SustainableDevelopmentGoal,
)
from strategy.models.target_system import (
    Accent,
    Competency,
    CrossCuttingIssue,
    Focus,
    FocusGoal,
    FormulaValue,
    StrategicGoal,
)

__all__ = [
    "Accent",
    "ActivityContact",
    "ActivityImage",
    "ActivityLink",
    "ActivityMilestone",
    "Basis",
    "Competency",
    "CoreActivity",
    "CouncilDecision",
    "CrossCuttingIssue",
    "Focus",
    "FocusGoal",
    "FormulaValue",
    "KeyFigure",
    "Message",
    "Milestone",
    "ProgressReport",
    "RelatedPlan",
    "Status",
    "StatusChange",
    "StrategicGoal",
    "SustainableDevelopmentGoal",
]
