-- Counts that screens ask for are kept in the statement that changes them.
CREATE TRIGGER `tally_created` AFTER INSERT ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`)
	SELECT NEW.`workspace_id`, ifnull(NEW.`owner_id`, ''), ifnull(NEW.`team_id`, ''), NEW.`stage`, 1
	WHERE NEW.`is_test` = 0 AND NEW.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_moved` AFTER UPDATE OF `owner_id`, `team_id`, `stage`, `archived_at`, `is_test` ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`)
	SELECT OLD.`workspace_id`, ifnull(OLD.`owner_id`, ''), ifnull(OLD.`team_id`, ''), OLD.`stage`, -1
	WHERE OLD.`is_test` = 0 AND OLD.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` - 1;
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`)
	SELECT NEW.`workspace_id`, ifnull(NEW.`owner_id`, ''), ifnull(NEW.`team_id`, ''), NEW.`stage`, 1
	WHERE NEW.`is_test` = 0 AND NEW.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_erased` AFTER DELETE ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`)
	SELECT OLD.`workspace_id`, ifnull(OLD.`owner_id`, ''), ifnull(OLD.`team_id`, ''), OLD.`stage`, -1
	WHERE OLD.`is_test` = 0 AND OLD.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` - 1;
END;
--> statement-breakpoint
-- Search: external content over lead_search. secure-delete, because an erased person's words may not stay in old segments.
CREATE VIRTUAL TABLE `lead_fts` USING fts5(scope, body, content='lead_search', content_rowid='n', prefix='2 3', tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
INSERT INTO `lead_fts` (`lead_fts`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `lead_search_created` AFTER INSERT ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`rowid`, `scope`, `body`) VALUES (NEW.`n`, NEW.`scope`, NEW.`body`);
END;
--> statement-breakpoint
CREATE TRIGGER `lead_search_erased` AFTER DELETE ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`lead_fts`, `rowid`, `scope`, `body`) VALUES ('delete', OLD.`n`, OLD.`scope`, OLD.`body`);
END;
--> statement-breakpoint
CREATE TRIGGER `lead_search_changed` AFTER UPDATE ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`lead_fts`, `rowid`, `scope`, `body`) VALUES ('delete', OLD.`n`, OLD.`scope`, OLD.`body`);
	INSERT INTO `lead_fts` (`rowid`, `scope`, `body`) VALUES (NEW.`n`, NEW.`scope`, NEW.`body`);
END;
--> statement-breakpoint
-- An audit record is never changed; only the purge of a sealed range removes it.
CREATE TRIGGER `audit_is_final` BEFORE UPDATE ON `audit` BEGIN
	SELECT RAISE(ABORT, 'audit records are never updated');
END;
