-- Photos whose bytes were erased: they are never taken in again, and a change that names one later is erased with it.
CREATE TABLE erased_photo (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- By whom, why and when, as in the visit's log.
  erasure json NOT NULL,
  PRIMARY KEY (organisation, visit, sha256),
  FOREIGN KEY (organisation) REFERENCES organisation (id)
);

-- Redactions that tablets brought back to a restored server before the change itself: its value is dropped when it comes.
CREATE TABLE awaited_redaction (
  organisation uuid NOT NULL,
  change text NOT NULL CHECK (change ~ '^[0-9a-f]{64}$'),
  visit uuid NOT NULL,
  erasure json NOT NULL,
  PRIMARY KEY (organisation, change),
  FOREIGN KEY (organisation) REFERENCES organisation (id)
);
