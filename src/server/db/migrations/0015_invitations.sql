-- One-time links with which a person sets a password. Only the hash of the token is kept; a used or replaced link stays as a record.
CREATE TABLE invitation (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, person) REFERENCES membership (organisation, person),
  FOREIGN KEY (organisation, made_by) REFERENCES membership (organisation, person)
);
CREATE INDEX invitation_of_person ON invitation (organisation, person) WHERE ended_at IS NULL;
