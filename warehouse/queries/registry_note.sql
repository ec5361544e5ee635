INSERT INTO registries VALUES ($name, $checksum);
