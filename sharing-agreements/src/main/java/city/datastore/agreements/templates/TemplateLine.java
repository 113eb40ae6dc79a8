package city.datastore.agreements.templates;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.audit.names.AgencyCode;

/**
 * One version of a template as a list shows it, without its clauses.
 *
 * @param owner the agency that publishes it
 * @param about what it is for, in a few sentences
 * @param locked SHA-256 of what it locks, in hexadecimal
 * @param published by whom and when
 */
public record TemplateLine(
        String id,
        int version,
        AgencyCode owner,
        String title,
        String about,
        String locked,
        Signature published) {}
