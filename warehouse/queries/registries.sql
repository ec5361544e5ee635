SELECT name, checksum FROM registries;
