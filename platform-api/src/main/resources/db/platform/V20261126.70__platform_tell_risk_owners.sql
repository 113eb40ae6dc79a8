-- Letters to an owner's senior information risk owner too, about requests that nobody decides.
alter table platform.notice
    drop constraint notice_kind_check,
    add constraint notice_kind_check check (kind in ('request-waiting', 'request-still-waiting', 'request-escalated',
        'request-lapsed', 'grant-ending', 'grants-to-confirm', 'grants-last-call', 'grant-unconfirmed', 'emergency-opened',
        'emergency-overdue', 'emergency-escalated', 'emergency-reviewed', 'comments-open', 'comment-answered'));
