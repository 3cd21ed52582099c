-- Personal codes are kept sealed (AES-256-GCM, keys outside the database) and found by a blind index. Decision 21.
ALTER TABLE person DROP COLUMN personal_code;
ALTER TABLE person ADD COLUMN personal_code_sealed text CHECK (personal_code_sealed LIKE 'v1.%');
ALTER TABLE person ADD COLUMN personal_code_index text UNIQUE;
ALTER TABLE person ADD CONSTRAINT person_code_whole
  CHECK ((personal_code_sealed IS NULL) = (personal_code_index IS NULL));

-- What verification found names the signers with their codes: it is kept sealed as a whole.
ALTER TABLE file_verification ADD CONSTRAINT file_verification_sealed CHECK (report ->> 'sealed' LIKE 'v1.%');
