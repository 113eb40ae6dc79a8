-- The public register asks for agreements whose parties said that a summary can be published.
CREATE INDEX edition_published ON agreements.edition (reference, edition)
    WHERE jsonb_extract_path_text(terms, 'particulars', 'agreement', 'publish-summary', '0') = 'yes';
