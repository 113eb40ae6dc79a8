package city.datastore.platform.notices;

import city.datastore.audit.names.AgencyCode;

/**
 * What there is one letter for.
 *
 * @param subject id of the request, grant or emergency access, the first day of the quarter, the
 *     agreement and the number of the oldest open comment, such as {@code DSA-2026-0001/3}, or
 *     these and the number of an answer to it
 * @param agency whom it goes to
 */
record Notice(NoticeKind kind, String subject, AgencyCode agency) {}
