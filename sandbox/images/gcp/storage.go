// Package storage is what fake-gcs-server names of Google's client for Cloud Storage: a few types, not the client.
package storage

import "time"

type ACLEntity string

const (
	AllUsers              ACLEntity = "allUsers"
	AllAuthenticatedUsers ACLEntity = "allAuthenticatedUsers"
)

type ACLRole string

const (
	RoleOwner  ACLRole = "OWNER"
	RoleReader ACLRole = "READER"
	RoleWriter ACLRole = "WRITER"
)

type ProjectTeam struct {
	ProjectNumber string
	Team          string
}

type ACLRule struct {
	Entity      ACLEntity
	EntityID    string
	Role        ACLRole
	Domain      string
	Email       string
	ProjectTeam *ProjectTeam
}

type ObjectRetention struct {
	Mode        string
	RetainUntil time.Time
}

type Projection int

const (
	ProjectionDefault Projection = iota
	ProjectionFull
	ProjectionNoACL
)
