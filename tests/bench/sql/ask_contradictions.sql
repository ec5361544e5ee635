SELECT metric, actor, said_by_a, best_a, said_by_b, best_b, gap FROM pairs(NULL, NULL, NULL, NULL, ['SDN'], NULL, NULL)
WHERE bounds = 'disjoint';
