DROP TABLE organizations;
DROP TYPE ifcn_status;
