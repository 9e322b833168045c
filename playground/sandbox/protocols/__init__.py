"""How AWS's services are spoken to and answer: parameters by botocore's models, and answers in XML or JSON.  https://smithy.io/2.0/aws/protocols/"""
