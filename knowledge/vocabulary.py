"""The fixed vocabulary in which a template says what kind of task it suits."""

from typing import Literal, TypeAlias

Trigger: TypeAlias = Literal[
    "mail_arrives",
    "shared_mail_arrives",
    "form_submitted",
    "file_created",
    "list_item_created",
    "list_item_changed",
    "schedule",
    "date_due",
    "manual_button",
    "teams_message",
    "web_system_entry",
    "system_export",
    "paper_document",
    "phone_or_visit",
]
"""How the task begins."""

System: TypeAlias = Literal[
    "outlook",
    "shared_mailbox",
    "calendar",
    "sharepoint",
    "onedrive",
    "teams",
    "forms",
    "planner",
    "excel",
    "word",
    "pdf",
    "power_bi",
    "dataverse",
    "sql",
    "web_system",
    "desktop_system",
    "file_server",
    "eservice",
    "diarium",
    "hr_system",
    "finance_system",
    "phone",
    "paper",
]
"""What it touches."""

Action: TypeAlias = Literal[
    "save_file",
    "move_file",
    "rename",
    "archive",
    "convert_pdf",
    "create_document",
    "create_folder",
    "set_permission",
    "copy_data",
    "lookup",
    "register",
    "collect",
    "extract_fields",
    "classify",
    "triage",
    "forward",
    "summarise",
    "approve",
    "review",
    "sign",
    "create_task",
    "assign",
    "remind",
    "notify",
    "send_mail",
    "book",
    "publish",
    "inventory",
    "report",
    "overview",
    "survey",
    "answer",
]
"""What is done."""

DataType: TypeAlias = Literal[
    "text",
    "file",
    "number",
    "date",
    "person",
    "image",
]
"""With what kind of content."""

Volume: TypeAlias = Literal[
    "low",
    "medium",
    "high",
]
"""Under 5 a week; 5 to 50; over 50."""
