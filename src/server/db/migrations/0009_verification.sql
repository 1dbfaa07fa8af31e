-- Which sealed result a code on paper stands for. Asked without a session and so without an organisation: hence unique by itself.
CREATE TABLE verification (
  organisation uuid NOT NULL,
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{20}$'),
  visit uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (organisation, code),
  FOREIGN KEY (organisation, visit, seq) REFERENCES visit_log (organisation, visit, seq)
);
