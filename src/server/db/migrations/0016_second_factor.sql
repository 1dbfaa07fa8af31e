-- The second step of a sign-in: a time-based code (RFC 6238). It counts from confirmed_at on. last_step: a code is good once.
CREATE TABLE second_factor (
  organisation uuid NOT NULL,
  person uuid NOT NULL,
  secret bytea NOT NULL CHECK (length(secret) = 20),
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, person),
  FOREIGN KEY (organisation, person) REFERENCES membership (organisation, person)
);

-- For who lost the device with the codes. Only hashes; a used one is gone.
CREATE TABLE recovery_code (
  organisation uuid NOT NULL,
  person uuid NOT NULL,
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  PRIMARY KEY (organisation, person, code_hash),
  FOREIGN KEY (organisation, person) REFERENCES second_factor (organisation, person) ON DELETE CASCADE
);
