-- The id of a drift follows from its pair and from which of the two has changed: it takes the place of no question of the pair, nor of the other's drift.
update identity.review set id = md5(one || ' ' || other || ' ' || drifted)::uuid where kind = 'drift';
