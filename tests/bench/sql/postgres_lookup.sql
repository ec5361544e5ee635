SELECT * FROM claims WHERE claim_id = md5('claim 77777');
