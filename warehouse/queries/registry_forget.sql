DELETE FROM registries WHERE name = $name;
