ALTER TABLE `lead` DROP COLUMN `project_id`;
