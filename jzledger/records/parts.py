"""Rows that are parts of another row: they go to the recycle bin with it, and a change of them is a change of it."""

from __future__ import annotations

# owner noun -> part noun -> the column of the part that links to its owner
PARTS: dict[str, dict[str, str]] = {
    "project": {
        "project_alias": "project_id",
        "listing": "project_id",
        "role": "project_id",
        "annual_plan": "project_id",
        "monthly_progress": "project_id",
        "work_quantity": "project_id",
        "stage": "project_id",
        "milestone": "project_id",
        "issue": "project_id",
    },
    "issue": {"issue_unit": "issue_id", "issue_update": "issue_id"},
    "unit": {"unit_alias": "unit_id"},
    "person": {"post": "person_id"},
    "meeting": {"instruction": "meeting_id"},
    "stage_template": {"template_step": "template_id"},
}
# Parts of any row, by its noun and id.
HUNG_ON = ("evidence", "attachment")
# part noun -> (owner noun, link)
OWNERS = {part: (owner, link) for owner, parts in PARTS.items() for part, link in parts.items()}
