SELECT bucket_end, said_by_a, best_a, said_by_b, best_b, ratio, bounds
FROM compare('killed', 'SDN', 'military', 'SDN', DATE '2023-01-01', DATE '2024-06-30');
