package city.datastore.platform.notices;

import city.datastore.audit.names.AgencyCode;

/**
 * What there is one letter for.
 *
 * @param subject id of the request or grant, or the first day of the quarter
 * @param agency whom it goes to
 */
record Notice(NoticeKind kind, String subject, AgencyCode agency) {}
