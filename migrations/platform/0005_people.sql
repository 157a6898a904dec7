CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`teams` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`state` text NOT NULL,
	`sends` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_token_hash_unique` ON `invitation` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_open` ON `invitation` (`workspace_id`,`email`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `invitation_workspace` ON `invitation` (`workspace_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`recipient` text NOT NULL,
	`language` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`failure` text
);
--> statement-breakpoint
CREATE INDEX `mail_due` ON `mail` (`due_at`) WHERE sent_at IS NULL AND failure IS NULL;--> statement-breakpoint
CREATE INDEX `mail_created` ON `mail` (`created_at`);--> statement-breakpoint
CREATE TABLE `recovery` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`workspace_id` text,
	`asked_by` text NOT NULL,
	`reason` text NOT NULL,
	`token_hash` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recovery_token_hash_unique` ON `recovery` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `recovery_open` ON `recovery` (`person_id`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `support_grant` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`edit` integer NOT NULL,
	`minutes` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`expires_at` integer,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `support_grant_workspace` ON `support_grant` (`workspace_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `support_grant_person` ON `support_grant` (`person_id`,`state`);--> statement-breakpoint
CREATE TABLE `console_session` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_session_token_hash_unique` ON `console_session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `console_session_session` ON `console_session` (`session_id`);--> statement-breakpoint
CREATE INDEX `console_session_expires` ON `console_session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `known_browser` (
	`person_id` text NOT NULL,
	`hash` text NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`public_key` text NOT NULL,
	`person_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`counter` integer NOT NULL,
	`device_type` text NOT NULL,
	`backed_up` integer NOT NULL,
	`transports` text,
	`created_at` integer,
	`aaguid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkey_credential_id_unique` ON `passkey` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkey_person` ON `passkey` (`person_id`);--> statement-breakpoint
CREATE TABLE `two_factor` (
	`id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`person_id` text NOT NULL,
	`verified` integer DEFAULT true NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`locked_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `two_factor_person_id_unique` ON `two_factor` (`person_id`);--> statement-breakpoint
CREATE INDEX `two_factor_secret` ON `two_factor` (`secret`);--> statement-breakpoint
ALTER TABLE `member` ADD `rights` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `member` ADD `audit_mail` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `member` ADD `rights_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `page` ADD `flagged_at` integer;--> statement-breakpoint
ALTER TABLE `person` ADD `two_factor` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `person` ADD `language` text;--> statement-breakpoint
ALTER TABLE `session` ADD `country` text;--> statement-breakpoint
ALTER TABLE `session` ADD `city` text;--> statement-breakpoint
ALTER TABLE `session` ADD `pending` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `second_factor_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `previous_token` text;--> statement-breakpoint
ALTER TABLE `session` ADD `rotated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `session_previous` ON `session` (`previous_token`) WHERE previous_token IS NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_workspace` ON `audit` (`workspace_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor`,`at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
-- A session that still waits for its second factor is no sign-in, and its end no news.
DROP TRIGGER `session_opened`;
--> statement-breakpoint
CREATE TRIGGER `session_opened` AFTER INSERT ON `session` WHEN NEW.`pending` = 0 BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'signed_in', NEW.`person_id`, NEW.`id`);
END;
--> statement-breakpoint
-- Every session is made waiting and opened by another statement.
CREATE TRIGGER `session_begun` AFTER UPDATE OF `pending` ON `session` WHEN OLD.`pending` = 1 AND NEW.`pending` = 0 BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'signed_in', NEW.`person_id`, NEW.`id`);
END;
--> statement-breakpoint
DROP TRIGGER `session_closed`;
--> statement-breakpoint
CREATE TRIGGER `session_closed` AFTER DELETE ON `session`
WHEN OLD.`pending` = 0 AND OLD.`expires_at` > CAST(unixepoch('subsec') * 1000 AS INTEGER) - 86400000 BEGIN
	DELETE FROM `console_session` WHERE `session_id` = OLD.`id`;
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_ended', OLD.`person_id`, OLD.`id`);
	INSERT INTO `outbox` (`kind`, `subject`, `session`, `created_at`, `due_at`)
	VALUES ('session_ended', OLD.`person_id`, OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
DROP TRIGGER `password_changed`;
--> statement-breakpoint
-- The same password hashed at a higher cost leaves the time of its last change as it is.
CREATE TRIGGER `password_changed` AFTER UPDATE OF `password` ON `account`
WHEN OLD.`password` IS NOT NEW.`password` AND OLD.`updated_at` <> NEW.`updated_at` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'password_changed', NEW.`person_id`);
END;
--> statement-breakpoint
-- The flag that sign-in asks by is never apart from the factor itself.
CREATE TRIGGER `second_factor_added` AFTER UPDATE OF `verified` ON `two_factor` WHEN OLD.`verified` = 0 AND NEW.`verified` = 1 BEGIN
	UPDATE `person` SET `two_factor` = 1 WHERE `id` = NEW.`person_id`;
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'second_factor_added', NEW.`person_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `second_factor_removed` AFTER DELETE ON `two_factor` WHEN OLD.`verified` = 1 BEGIN
	UPDATE `person` SET `two_factor` = 0 WHERE `id` = OLD.`person_id`;
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'second_factor_removed', OLD.`person_id`);
END;
--> statement-breakpoint
-- Ten codes, encrypted, are longer than nine.
CREATE TRIGGER `recovery_codes_changed` AFTER UPDATE OF `backup_codes` ON `two_factor` WHEN OLD.`verified` = 1 AND OLD.`backup_codes` <> NEW.`backup_codes` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), CASE WHEN length(NEW.`backup_codes`) < length(OLD.`backup_codes`) THEN 'recovery_code_used' ELSE 'recovery_codes_changed' END, NEW.`person_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `passkey_added` AFTER INSERT ON `passkey` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'passkey_added', NEW.`person_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `passkey_removed` AFTER DELETE ON `passkey` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'passkey_removed', OLD.`person_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `email_changed` AFTER UPDATE OF `email` ON `person` WHEN OLD.`email` <> NEW.`email` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'email_changed', NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `email_verified` AFTER UPDATE OF `email_verified` ON `person` WHEN OLD.`email_verified` = 0 AND NEW.`email_verified` = 1 BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'email_verified', NEW.`id`);
END;
