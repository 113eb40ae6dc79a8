-- How many comments a party can make is counted by party, so that none can use up what the others have to say.

ALTER TABLE agreements.comment DROP CONSTRAINT comment_number_check;
ALTER TABLE agreements.comment ADD CONSTRAINT comment_number_check CHECK (number >= 1);
