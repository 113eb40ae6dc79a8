-- Letters about answers to comments too.
alter table platform.notice
    drop constraint notice_kind_check,
    add constraint notice_kind_check check (kind in ('request-waiting', 'request-still-waiting', 'request-lapsed',
        'grant-ending', 'grants-to-confirm', 'grants-last-call', 'grant-unconfirmed', 'emergency-opened',
        'emergency-overdue', 'emergency-escalated', 'emergency-reviewed', 'comments-open', 'comment-answered'));
