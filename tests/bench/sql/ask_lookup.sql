SELECT * FROM claim(md5('claim 77777'));
