-- How often an e-mail was handed to the mail server: SMTP has no question "did you take it?", so a repeat says that it is one.
ALTER TABLE delivery ADD COLUMN tries integer NOT NULL DEFAULT 0;
GRANT UPDATE (tries) ON delivery TO lieta_documents;
