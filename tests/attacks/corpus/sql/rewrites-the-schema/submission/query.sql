SELECT * FROM pragma_writable_schema, pragma_database_list;
